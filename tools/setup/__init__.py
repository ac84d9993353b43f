"""Set-up of a checkout: virtual environment, system libraries, the commands of start.py; standard library only."""
