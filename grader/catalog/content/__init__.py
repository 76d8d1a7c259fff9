"""What an `exercise.yaml` of each kind holds."""
