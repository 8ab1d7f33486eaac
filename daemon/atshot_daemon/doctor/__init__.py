"""What Atshot needs of a machine, looked at one by one. Knows how to mend things, changes next to nothing itself."""
