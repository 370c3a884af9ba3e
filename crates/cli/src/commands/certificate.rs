//! `bongsu document certificate import | export`: certificates of original.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use bongsu_model::{Day, Digest};
use bongsu_store::Certificate;
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{open, open_to_read};
use crate::args::SiteArgs;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::counted;

/// The columns of both directions.
const COLUMNS: [&str; 7] = [
    "document",
    "digest",
    "algorithm",
    "hash",
    "number",
    "issued_on",
    "issuer",
];

/// `bongsu document certificate …`
#[derive(Debug, Subcommand)]
pub(crate) enum CertificateCommand {
    /// Keep certificates that somebody issued for registered documents
    Import(ImportArgs),
    /// Write the certificates, and the documents that have none
    Export(ExportArgs),
}

/// Arguments of `bongsu document certificate import`.
#[derive(Args, Debug)]
#[command(
    after_help = "A CSV with the columns number, issued_on (YYYY-MM-DD), hash, and one of digest (BLAKE3 of the document) or file (a \
path to it); algorithm (sha-256 where it is missing) and issuer may follow. Where a file is given and the algorithm \
is sha-256, the hash is compared with the file. All rows are kept, or none."
)]
pub(crate) struct ImportArgs {
    /// The CSV file
    file: PathBuf,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu document certificate export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    site: SiteArgs,
}

/// Columns without which a row says nothing.
const NEEDED: [&str; 3] = ["number", "issued_on", "hash"];

#[derive(Debug, Deserialize)]
struct Row {
    digest: Option<String>,
    file: Option<PathBuf>,
    algorithm: Option<String>,
    hash: String,
    number: String,
    issued_on: String,
    issuer: Option<String>,
}

pub(crate) async fn run(command: &CertificateCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        CertificateCommand::Import(args) => import(args, out).await,
        CertificateCommand::Export(args) => export(args, out).await,
    }
}

async fn import(args: &ImportArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open(&args.site).await?;
    let documents = site.store.documents().await?;
    let shown = args.file.display();
    let mut reader = csv::Reader::from_reader(fs_err::File::open(&args.file)?);
    let headers = reader.headers()?.clone();
    let has = |name: &str| headers.iter().any(|header| header == name);
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !has(name)).collect();
    if !missing.is_empty() || !has("digest") && !has("file") {
        bail!(
            "`{shown}` has no column `{}`, but {}\nhint: {} and digest or file are wanted",
            missing.first().unwrap_or(&"digest"),
            headers.iter().collect::<Vec<_>>().join(", "),
            NEEDED.join(", ")
        );
    }
    let mut certificates = Vec::new();
    for (n, row) in reader.into_deserialize::<Row>().enumerate() {
        let at = || format!("{}: line {}", args.file.display(), n + 2);
        let certificate = row.map_err(anyhow::Error::from).and_then(certificate);
        let certificate = certificate.with_context(at)?;
        if !documents
            .iter()
            .any(|one| one.document.digest == certificate.digest)
        {
            bail!(
                "{}: no registered document has the digest {}\nhint: bongsu document list --format json",
                at(),
                certificate.digest
            );
        }
        certificates.push(certificate);
    }
    site.store.put_certificates(&certificates).await?;
    out.note(&format!(
        "{} kept",
        counted(certificates.len() as u64, "certificate")
    ));
    Ok(ExitStatus::Done)
}

fn certificate(row: Row) -> anyhow::Result<Certificate> {
    let algorithm = row.algorithm.filter(|text| !text.trim().is_empty());
    let algorithm =
        algorithm.map_or_else(|| "sha-256".to_owned(), |text| text.trim().to_lowercase());
    let hash = row.hash.trim().to_lowercase();
    if hash.is_empty() || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("`{}` is no hash in hexadecimal", row.hash);
    }
    if is_sha256(&algorithm) && hash.len() != 64 {
        bail!(
            "`{}` is no SHA-256: it has {} digits, not 64",
            row.hash,
            hash.len()
        );
    }
    let digest = row.digest.filter(|text| !text.trim().is_empty());
    let digest = match (digest, row.file) {
        (Some(digest), _) => digest.trim().parse()?,
        (None, Some(path)) => digest_of(&path, &algorithm, &hash)?,
        (None, None) => bail!("neither digest nor file says which document it is about"),
    };
    let issued_on: Day = row.issued_on.trim().parse()?;
    Ok(Certificate {
        digest,
        algorithm,
        hash,
        number: row.number,
        issued_on,
        issuer: row.issuer.unwrap_or_default(),
    })
}

fn is_sha256(algorithm: &str) -> bool {
    matches!(algorithm, "sha-256" | "sha256")
}

/// The digest of a file; where the certificate is of SHA-256 it must be of just these bytes.
fn digest_of(path: &Path, algorithm: &str, hash: &str) -> anyhow::Result<Digest> {
    let bytes = fs_err::read(path)?;
    if is_sha256(algorithm) {
        let own = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        if own != hash {
            bail!(
                "{}: its SHA-256 is {own}, the certificate says {hash}",
                path.display()
            );
        }
    }
    Ok(Digest::of(&bytes))
}

async fn export(args: &ExportArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let certificates = site.store.certificates().await?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for one in site.store.documents().await? {
        let document = one.document.document.as_str();
        let digest = one.document.digest.to_string();
        let mut own = certificates
            .iter()
            .filter(|found| found.digest == one.document.digest)
            .peekable();
        if own.peek().is_none() {
            writer.write_record([document, &digest, "", "", "", "", ""])?;
        }
        for found in own {
            let issued_on = found.issued_on.to_string();
            let row = [
                &found.algorithm,
                &found.hash,
                &found.number,
                &issued_on,
                &found.issuer,
            ];
            let row = [document, &digest]
                .into_iter()
                .chain(row.map(String::as_str));
            writer.write_record(row)?;
        }
    }
    out.data(&String::from_utf8(writer.into_inner()?)?)?;
    Ok(ExitStatus::Done)
}

/// A certificate as JSON.
pub(crate) fn json_of(found: &Certificate) -> Value {
    json!({
        "algorithm": found.algorithm, "hash": found.hash, "number": found.number,
        "issued_on": found.issued_on.to_string(), "issuer": found.issuer,
    })
}

/// A certificate in one line.
pub(crate) fn line(found: &Value) -> String {
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or("");
    format!(
        "number {}, {}, {} ({} {})",
        text("number"),
        text("issued_on"),
        text("issuer"),
        text("algorithm"),
        text("hash")
    )
}
