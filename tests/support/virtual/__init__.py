"""The whole house in one process and in virtual time: real client, real server, one source of time and chance."""
