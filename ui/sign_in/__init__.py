"""The first screen: into a workspace, or into a trial one on this computer."""
