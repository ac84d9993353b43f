"""The screens over fakes of the services."""
