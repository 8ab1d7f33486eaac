"""The real `atshot serve`, but with the engines that do what a picture's colour says. Run as a program, by name."""

import sys

from atshot_daemon.cli.arguments import parser
from atshot_daemon.cli.serve import serve
from atshot_daemon.world import real_world
from tests.engines import make_engines

if __name__ == "__main__":
    world = real_world()
    arguments = parser(world.engines).parse_args(["serve", *sys.argv[1:]])
    sys.exit(serve(arguments, world, make_engines=lambda config: make_engines("colour", config=config)))
