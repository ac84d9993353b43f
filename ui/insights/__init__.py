"""Insights: measures, the team, the weekly review, the budget."""
