"""The service on 127.0.0.1: who gets in, which route answers, in what form. Knows HTTP, reads no pixel."""
