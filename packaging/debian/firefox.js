// Firefox looks for extensions of the system when a profile is new, and else only where this asks for
// it. Without it, Optwatch would start in an older profile at the second start only, and not be let
// near any page.
pref("extensions.startupScanScopes", 8);
