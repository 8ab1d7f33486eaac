"""Who may call: clients and their tokens, and how a program gets one. Knows proofs and scopes, no routes."""
