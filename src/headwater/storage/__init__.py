"""Storage: places that keep claims, behind the protocol in `claims.log`."""
