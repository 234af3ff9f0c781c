"""The business: dossiers move, people act. Knows neither Flask nor SpiffWorkflow nor pyHanko."""
