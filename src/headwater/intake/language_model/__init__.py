"""An OpenAI-compatible endpoint as something that answers messages; off unless the user names one."""

from headwater.intake.language_model.endpoint import Endpoint, EndpointFailed, Limits

__all__ = ["Endpoint", "EndpointFailed", "Limits"]
