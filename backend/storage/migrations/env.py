"""Alembic's way in: runs the steps on the connection that the server gives it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
