//! Watches whether temporary files can be written.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;
use symposium_plugin::Probe;

/// Where temporary files are written.
#[derive(Debug)]
pub struct ScratchDirectory(pub PathBuf);

#[injectable(singleton)]
fn directory() -> ScratchDirectory {
    ScratchDirectory(std::env::temp_dir())
}

/// Writes a file, which is gone afterwards.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn Probe, key = "scratch")]
pub struct ScratchProbe {
    directory: Arc<ScratchDirectory>,
}

#[async_trait]
impl Probe for ScratchProbe {
    async fn probe(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        // A few bytes: not worth a thread of their own.
        tempfile::tempfile_in(&self.directory.0)?.write_all(b"symposium")?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use di_core::prelude::*;
    use symposium_plugin::Probe;

    use super::ScratchDirectory;

    #[test]
    fn it_says_when_nothing_can_be_written() {
        let mut plugins = DynamicContainer::discover();
        plugins.override_with(Arc::new(ScratchDirectory("/nowhere/at/all".into())));
        let plugins = plugins.build().expect("nothing is missing");
        let probe: BTreeMap<&str, Arc<dyn Probe>> = plugins.resolve().expect("it is contributed");
        let probed = futures_executor::block_on(probe["scratch"].probe());
        assert!(probed.is_err(), "there is no such directory");
    }
}
