//! `--reveal`: names are shown only after who, what and why stand in the audit log.

use std::collections::BTreeSet;

use anyhow::bail;
use bongsu_engine::Site;
use bongsu_model::PersonId;
use bongsu_store::RevealRequest;
use clap::Args;

use crate::clock;
use crate::names::Names;

/// Flags of commands that can show names.
#[derive(Args, Clone, Debug)]
pub(crate) struct RevealArgs {
    /// Show account and name instead of the pseudonym; written to the audit log first
    #[arg(long, requires = "reason")]
    reveal: bool,
    /// Why names are shown
    #[arg(long, value_name = "TEXT", requires = "reveal")]
    reason: Option<String>,
}

impl RevealArgs {
    /// Whether names are asked for.
    pub(crate) const fn is_asked(&self) -> bool {
        self.reveal
    }

    /// Writes the audit entry and reads the names, where they are asked for.
    pub(crate) async fn names(
        &self,
        site: &Site,
        what: &str,
        people: Vec<PersonId>,
    ) -> anyhow::Result<Names> {
        if !self.reveal {
            return Ok(Names::default());
        }
        let why = self.reason.clone().unwrap_or_default();
        if why.trim().is_empty() {
            bail!("names are shown only with a reason\nhint: --reveal --reason TEXT");
        }
        let Some(who) = clock::user() else {
            bail!(
                "names are shown only to somebody: neither BONGSU_USER nor USER nor LOGNAME is set\n\
                 hint: BONGSU_USER=NAME bongsu …"
            );
        };
        let people: BTreeSet<PersonId> = people.into_iter().collect();
        let request = RevealRequest {
            who,
            what: what.to_owned(),
            why,
            people: people.into_iter().collect(),
            at: clock::now(),
        };
        let identities = site.store.reveal(&request).await?;
        Ok(identities
            .into_iter()
            .map(|identity| {
                let accounts = if identity.accounts.is_empty() {
                    &identity.keys
                } else {
                    &identity.accounts
                };
                let account = accounts.first().map_or("no account", String::as_str);
                let name = identity
                    .names
                    .first()
                    .map_or("name not known", String::as_str);
                (identity.person.to_string(), format!("{account} ({name})"))
            })
            .collect())
    }
}
