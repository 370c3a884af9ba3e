//! A site: one directory with its settings, key, lake, records and database, and the lock that keeps writers apart.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use bongsu_content::{Index, Key, ShelfError};
use bongsu_lake::{LakeError, LakeSession, SessionSettings};
use bongsu_model::{Keyring, Micros, SettingsError, SiteSettings, TimeError, Zone};
use bongsu_store::{Store, StoreError};

/// An open site.
#[derive(Debug)]
pub struct Site {
    dir: PathBuf,
    /// What `bongsu.toml` says.
    pub settings: SiteSettings,
    /// The time zone of its days.
    pub zone: Zone,
    /// Its keys.
    pub keys: Keyring,
    /// Its records.
    pub store: Store,
    /// Whether it was opened to look at it.
    is_read_only: bool,
}

/// The right to change a site, held by one process at a time.
#[derive(Debug)]
pub struct SiteLock {
    _file: File,
}

/// Why a site cannot be opened or made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// No site is there.
    #[error("`{0}` is not a site: it has no bongsu.toml\nhint: make one with `bongsu init {0}`")]
    NotASite(PathBuf),
    /// Something is there already.
    #[error("`{0}` is a site already\nhint: import into it, or choose another folder")]
    Exists(PathBuf),
    /// Something else is there.
    #[error("`{0}` is not empty\nhint: choose an empty folder for a new site")]
    NotEmpty(PathBuf),
    /// The database is gone.
    #[error(
        "`{0}` has lost its bongsu.db: what was imported, decided and looked at is recorded there\n\
         hint: restore it from a backup; or make a new site in another folder and import again"
    )]
    NoRecords(PathBuf),
    /// The settings are wrong.
    #[error("{path}: {source}")]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its place.
        source: SettingsError,
    },
    /// The time zone is not known.
    #[error("bongsu.toml: holder.time_zone: {0}")]
    Zone(#[from] TimeError),
    /// The key is damaged.
    #[error(
        "`{0}` is not a key of 32 bytes in hex\nhint: restore it from a backup; without it pseudonyms cannot be made"
    )]
    Key(PathBuf),
    /// Nothing can be changed where it lies.
    #[error(
        "`{0}` cannot be changed: {1}\nhint: give yourself the right to write it, or work on a copy"
    )]
    Unwritable(PathBuf, io::ErrorKind),
    /// Another process is changing the site.
    #[error("another bongsu is changing `{0}`\nhint: wait for it to end, then try again")]
    Locked(PathBuf),
    /// Files cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Site {
    /// Makes a site in an empty or missing folder. `secret` is fresh randomness of the caller.
    pub async fn init(dir: &Path, secret: [u8; 32], now: Micros) -> Result<Self, SiteError> {
        if dir.join(SETTINGS).exists() {
            return Err(SiteError::Exists(dir.to_owned()));
        }
        if dir.is_dir() && fs_err::read_dir(dir)?.next().is_some() {
            return Err(SiteError::NotEmpty(dir.to_owned()));
        }
        fs_err::create_dir_all(dir.join("lake"))?;
        fs_err::create_dir_all(dir.join("records"))?;
        fs_err::create_dir_all(dir.join("detectors"))?;
        write_secret(&dir.join(KEY), &secret)?;
        Store::open(&dir.join(DATABASE), now).await?.close().await;
        // The settings come last: a folder with them is a whole site.
        fs_err::write(dir.join(SETTINGS), SiteSettings::starter())?;
        Self::open(dir, now).await
    }

    /// Opens a site to change it.
    pub async fn open(dir: &Path, now: Micros) -> Result<Self, SiteError> {
        let may_write = || {
            let mut options = fs_err::OpenOptions::new();
            options.create(true).append(true).open(dir.join(LOCK))
        };
        if dir.join(SETTINGS).is_file()
            && let Err(error) = may_write()
        {
            let kind = error.kind();
            return Err(SiteError::Unwritable(dir.to_owned(), kind));
        }
        Self::open_with(dir, false, async |database| {
            Store::open(&database, now).await
        })
        .await
    }

    /// Opens a site to look at it, also where it lies on a disk that cannot be written.
    pub async fn open_read_only(dir: &Path, now: Micros) -> Result<Self, SiteError> {
        Self::open_with(dir, true, async |database| {
            match Store::open_read_only(&database).await {
                // Records of an earlier program are brought up to date first.
                Err(StoreError::Older { .. }) => Store::open(&database, now).await,
                opened => opened,
            }
        })
        .await
    }

    async fn open_with(
        dir: &Path,
        is_read_only: bool,
        store: impl AsyncFnOnce(PathBuf) -> Result<Store, StoreError>,
    ) -> Result<Self, SiteError> {
        let started = Instant::now();
        let (path, text) = Self::settings_text(dir)?;
        let settings =
            SiteSettings::parse(&text).map_err(|source| SiteError::Settings { path, source })?;
        let zone = Zone::new(&settings.holder.time_zone)?;
        let keys = Keyring::new(&read_secret(&dir.join(KEY))?);
        let database = dir.join(DATABASE);
        // A site is made with its database: an empty one in its place would hide what was recorded.
        if !database.try_exists()? {
            return Err(SiteError::NoRecords(dir.to_owned()));
        }
        let store = store(database).await?;
        // Queries name files of the lake by their whole path.
        let dir = fs_err::canonicalize(dir)?;
        let duration_ms = started.elapsed().as_millis() as u64;
        tracing::info!(duration_ms, "site opened in {duration_ms} ms");
        Ok(Self {
            dir,
            settings,
            zone,
            keys,
            store,
            is_read_only,
        })
    }

    /// The shelf of registered documents; none where nothing was ever registered and nothing is wanted.
    pub fn shelf(&self, wanted: bool) -> Result<Option<Index>, ShelfError> {
        let folder = self.dir.join("content");
        if !wanted && !folder.is_dir() {
            return Ok(None);
        }
        Index::open(&folder).map(Some)
    }

    /// The shelf of registered documents, made where there is none.
    pub fn shelf_to_write(&self) -> Result<Index, ShelfError> {
        Index::create(&self.dir.join("content"))
    }

    /// The key that prints of documents are made with.
    pub fn content_key(&self) -> Key {
        Key::new(self.keys.content())
    }

    /// The settings file of a site and what it says, right or wrong.
    pub fn settings_text(dir: &Path) -> Result<(PathBuf, String), SiteError> {
        let path = dir.join(SETTINGS);
        if !path.is_file() {
            return Err(SiteError::NotASite(dir.to_owned()));
        }
        let text = fs_err::read_to_string(&path)?;
        Ok((path, text))
    }

    /// Takes the right to change the site, or says who has it.
    pub fn lock(&self) -> Result<SiteLock, SiteError> {
        let file = fs_err::File::create(self.dir.join(LOCK))?.into_parts().0;
        match file.try_lock() {
            Ok(()) => Ok(SiteLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(SiteError::Locked(self.dir.clone())),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of the lake.
    pub fn lake(&self) -> PathBuf {
        self.dir.join("lake")
    }

    /// Where imports are staged before they are part of the lake.
    pub fn staging(&self) -> PathBuf {
        self.lake().join("staging")
    }

    /// The folder of derived tables.
    pub fn derived(&self) -> PathBuf {
        self.lake().join("derived")
    }

    /// The site's own detectors.
    pub fn detectors(&self) -> PathBuf {
        self.dir.join("detectors")
    }

    /// An empty session with the site's limits. Where nothing can be written in the site, queries spill to the
    /// system's folder for temporary files.
    pub fn session(&self) -> Result<LakeSession, LakeError> {
        let session = |spill| {
            LakeSession::open(&SessionSettings {
                memory: (self.settings.engine.memory_mib as usize) << 20,
                spill,
            })
        };
        let own = session(self.dir.join(&self.settings.engine.spill_dir));
        if own.is_err() && self.is_read_only {
            return session(std::env::temp_dir());
        }
        own
    }
}

const SETTINGS: &str = "bongsu.toml";
const DATABASE: &str = "bongsu.db";
const KEY: &str = "secret.key";
const LOCK: &str = ".lock";

/// Writes the key so that only its owner can read it.
fn write_secret(path: &Path, secret: &[u8; 32]) -> io::Result<()> {
    use std::io::Write;
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let hex = secret
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    options.open(path)?.write_all(hex.as_bytes())
}

fn read_secret(path: &Path) -> Result<[u8; 32], SiteError> {
    let text = fs_err::read_to_string(path)?;
    let text = text.trim();
    let wrong = || SiteError::Key(path.to_owned());
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    let mut secret = [0; 32];
    for (at, byte) in secret.iter_mut().enumerate() {
        let digits = text.get(at * 2..at * 2 + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_not_hex| wrong())?;
    }
    Ok(secret)
}
