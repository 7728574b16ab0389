"""Assessments: one module per question. Each takes a supply map and returns findings; none knows another."""
