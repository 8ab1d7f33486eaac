"""Every route of the API: who may call it, what goes in, what comes out. Knows no handler's work."""

from atshot_daemon.access.clients import Scope
from atshot_daemon.http import (
    access_handlers,
    answers,
    capture_handlers,
    chat_handlers,
    daemon_handlers,
    openapi,
    shapes,
    task_handlers,
)
from atshot_daemon.http.route import Route

EXTRACT, HISTORY, ADMIN = Scope.EXTRACT, Scope.HISTORY, Scope.ADMIN

CAPTURES = (
    Route(
        "POST", "/v1/captures", capture_handlers.create_capture, EXTRACT, "A picture in",
        query=shapes.CaptureQuery, body=shapes.CaptureBody, answers={200: answers.Capture, 202: answers.Capture},
    ),
    Route(
        "GET", "/v1/captures", capture_handlers.list_captures, HISTORY, "What was captured, newest first",
        query=shapes.ListQuery, answers={200: answers.Captures},
    ),
    Route(
        "DELETE", "/v1/captures", capture_handlers.delete_captures, HISTORY, "Delete everything",
        query=shapes.DeleteQuery, answers={200: answers.Deleted},
    ),
    Route(
        "GET", "/v1/captures/{id}", capture_handlers.get_capture, EXTRACT, "One capture",
        query=shapes.GetQuery, answers={200: answers.Capture},
    ),
    Route(
        "DELETE", "/v1/captures/{id}", capture_handlers.delete_capture, HISTORY, "Delete it",
        query=shapes.DeleteQuery, answers={200: answers.Deleted},
    ),
    Route(
        "POST", "/v1/captures/{id}/restore", capture_handlers.restore_capture, HISTORY, "Bring a deleted one back",
        answers={200: answers.Capture},
    ),
    Route(
        "POST", "/v1/captures/{id}/tasks", capture_handlers.accept_task, HISTORY, "What may be a task is one",
        body=shapes.Acceptance, answers={200: answers.Capture},
    ),
    Route("GET", "/v1/captures/{id}/events", capture_handlers.capture_events, EXTRACT, "Its live events"),
    Route("GET", "/v1/captures/{id}/image", capture_handlers.capture_image, EXTRACT, "Its picture"),
)  # fmt: skip

TASKS = (
    Route(
        "GET", "/v1/tasks", task_handlers.list_tasks, HISTORY, "Tasks across captures",
        query=shapes.TaskQuery, answers={200: answers.Tasks},
    ),
    Route("GET", "/v1/tasks/{id}", task_handlers.get_task, HISTORY, "One task", answers={200: answers.Task}),
    Route(
        "PATCH", "/v1/tasks/{id}", task_handlers.change_task, HISTORY, "Tick off, edit, dismiss",
        body=shapes.TaskChange, answers={200: answers.Task},
    ),
    Route(
        "POST", "/v1/tasks/{id}/undo", task_handlers.undo_task, HISTORY, "Take the last change of a task back",
        answers={200: answers.Task},
    ),
)  # fmt: skip

QUESTIONS = (
    Route(
        "GET", "/v1/models", chat_handlers.list_models, EXTRACT, "The engines that answer questions",
        answers={200: answers.Models},
    ),
    Route(
        "POST", "/v1/chat/completions", chat_handlers.chat, EXTRACT, "A question about a picture",
        body=shapes.Chat, answers={200: answers.Completion},
    ),
)  # fmt: skip

ACCESS = (
    Route(
        "POST", "/v1/pairings", access_handlers.open_pairing, ADMIN, "Open a pairing",
        body=shapes.PairingOpening, answers={201: answers.Offer},
    ),
    Route("DELETE", "/v1/pairings", access_handlers.close_pairings, ADMIN, "Close it", answers={204: None}),
    Route(
        "POST", "/v1/pairings/challenge", access_handlers.challenge, None, "Begin to trade a code",
        answers={200: answers.Challenge}, is_open=True,
    ),
    Route(
        "POST", "/v1/pairings/trade", access_handlers.trade, None, "Trade a code for a token",
        body=shapes.Trade, answers={200: answers.Traded}, is_open=True,
    ),
    Route(
        "POST", "/v1/hello", access_handlers.greet, None, "The daemon proves who it is",
        body=shapes.Greeting, answers={200: answers.Proof}, is_open=True,
    ),
    Route("GET", "/v1/clients", access_handlers.list_clients, ADMIN, "Who may call", answers={200: answers.Clients}),
    Route(
        "POST", "/v1/clients", access_handlers.add_client, ADMIN, "A token for another program",
        body=shapes.NewClient, answers={201: answers.ClientWithToken},
    ),
    Route("DELETE", "/v1/clients/{id}", access_handlers.revoke_client, ADMIN, "Revoke a token", answers={204: None}),
)  # fmt: skip

DAEMON = (
    Route(
        "GET", "/v1/status", daemon_handlers.status, EXTRACT, "Engines, queue, memory, problems",
        answers={200: answers.Status},
    ),
    Route("POST", "/v1/shutdown", daemon_handlers.shutdown, ADMIN, "Stop the daemon", answers={202: answers.Stopping}),
    Route("GET", "/metrics", daemon_handlers.metrics, EXTRACT, "Figures for Prometheus"),
    Route("GET", "/openapi.json", openapi.openapi, EXTRACT, "This API as OpenAPI 3.1"),
    Route(
        "GET", "/healthz", daemon_handlers.health, None, "Alive, and which version",
        answers={200: answers.Health}, is_open=True,
    ),
)  # fmt: skip

ROUTES = (*CAPTURES, *TASKS, *QUESTIONS, *ACCESS, *DAEMON)
