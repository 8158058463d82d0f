use core::time::Duration;
use std::time::Instant;

use once_cell::sync::Lazy;

/// Returns the time since somebody first asked.
pub(super) fn now() -> Duration {
    static FIRST: Lazy<Instant> = Lazy::new(Instant::now);
    // There, asking for the time would panic.
    let no_clock = cfg!(all(target_family = "wasm", target_os = "unknown"));
    if no_clock { Duration::ZERO } else { FIRST.elapsed() }
}
