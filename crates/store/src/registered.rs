//! Registered documents: what they are and where their prints lie on the shelf, never what they say.

use bongsu_model::{Day, Digest, Micros};

use crate::sqlite::Connect;
use crate::technologies::{grade, read_texts, texts};
use crate::values::{count, not_blank, parsed, unreadable, whole};
use crate::{Store, StoreError};

/// A registered document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub document: String,
    /// The technology it belongs to; none for boilerplate.
    pub technology: Option<String>,
    /// Grade of protection; higher is more protected.
    pub grade: Option<u32>,
    /// Its path as given, where names are kept.
    pub name: Option<String>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
    /// What its bytes are, in words.
    pub format: String,
    /// What could not be read of it.
    pub problems: Vec<String>,
    /// Whether reading it again would give the same: nothing was stopped and nothing failed.
    pub settled: bool,
    /// The rights management it was wrapped in.
    pub wrapper: Option<String>,
    /// The sensitivity label it had.
    pub label: Option<String>,
    /// When it was registered.
    pub registered_at: Micros,
    /// Who registered it.
    pub who: String,
    /// The file and the files inside it.
    pub parts: Vec<DocumentPart>,
}

/// A document as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// The order of registration; facts that stand on it cite it as row of `register`.
    pub seq: i64,
    /// The document.
    pub document: Document,
}

/// A document's file, or a file inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPart {
    /// Its name within the file, where names are kept.
    pub name: Option<String>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The reader and its version that gave the text.
    pub reader: String,
    /// Characters of text.
    pub length: u64,
    /// The number of its prints on the shelf.
    pub shelf: u32,
}

/// That somebody else kept the hash of a file on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The BLAKE3 digest of the file it is about.
    pub digest: Digest,
    /// The hash function of the certificate: `sha-256`.
    pub algorithm: String,
    /// The hash as certified, in hexadecimal.
    pub hash: String,
    /// The number of the certificate.
    pub number: String,
    /// The day it was issued.
    pub issued_on: Day,
    /// Who issued it.
    pub issuer: String,
}

impl Store {
    /// Keeps documents in the place of what these ids were before: all of them or none.
    pub async fn register_documents(
        &self,
        documents: &[Document],
        replaced: &[String],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        for document in replaced {
            delete(&mut transaction, document).await?;
        }
        for document in documents {
            not_blank("who registers it", &document.who)?;
            sqlx::query(include_str!("../queries/document_insert.sql"))
                .bind(&document.document)
                .bind(&document.technology)
                .bind(document.grade)
                .bind(&document.name)
                .bind(document.digest.to_string())
                .bind(whole("size", document.bytes)?)
                .bind(&document.format)
                .bind(texts(&document.problems)?)
                .bind(document.settled)
                .bind(&document.wrapper)
                .bind(&document.label)
                .bind(document.registered_at.0)
                .bind(&document.who)
                .execute(&mut *transaction)
                .await?;
            for (n, part) in document.parts.iter().enumerate() {
                sqlx::query(include_str!("../queries/document_part_insert.sql"))
                    .bind(&document.document)
                    .bind(whole("part", n as u64)?)
                    .bind(&part.name)
                    .bind(part.digest.to_string())
                    .bind(&part.reader)
                    .bind(whole("length", part.length)?)
                    .bind(part.shelf)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        Ok(transaction.commit().await?)
    }

    /// Every registered document, in the order of registration.
    pub async fn documents(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let rows: Vec<Row> = sqlx::query_as(include_str!("../queries/documents.sql"))
            .fetch_all(&mut *transaction)
            .await?;
        let parts: Vec<PartRow> = sqlx::query_as(include_str!("../queries/document_parts.sql"))
            .fetch_all(&mut *transaction)
            .await?;
        let mut parts = parts.into_iter().peekable();
        let mut documents = Vec::with_capacity(rows.len());
        for row in rows {
            let mut found = row.document()?;
            let id = &found.document.document;
            while let Some(part) = parts.next_if(|part| part.document == *id) {
                found.document.parts.push(part.part()?);
            }
            documents.push(found);
        }
        Ok(documents)
    }

    /// Removes documents and what is kept of them; only that they were there, who removed them and why is left.
    pub async fn forget_documents(
        &self,
        documents: &[String],
        (who, why): (&str, &str),
        at: Micros,
    ) -> Result<(), StoreError> {
        not_blank("who forgets it", who)?;
        not_blank("the reason", why)?;
        let mut transaction = self.begin_write().await?;
        for document in documents {
            sqlx::query(include_str!("../queries/document_certificates_delete.sql"))
                .bind(document)
                .execute(&mut *transaction)
                .await?;
            delete(&mut transaction, document).await?;
            sqlx::query(include_str!("../queries/inspections_forget.sql"))
                .execute(&mut *transaction)
                .await?;
            sqlx::query(include_str!("../queries/document_forgotten_insert.sql"))
                .bind(document)
                .bind(at.0)
                .bind(who)
                .bind(why)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Keeps certificates of original, all or none; the same number for the same file again replaces one.
    pub async fn put_certificates(&self, certificates: &[Certificate]) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        for certificate in certificates {
            not_blank("the number of the certificate", &certificate.number)?;
            sqlx::query(include_str!("../queries/certificate_put.sql"))
                .bind(certificate.digest.to_string())
                .bind(&certificate.algorithm)
                .bind(&certificate.hash)
                .bind(&certificate.number)
                .bind(certificate.issued_on.to_string())
                .bind(&certificate.issuer)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Every certificate of original, by file and number.
    pub async fn certificates(&self) -> Result<Vec<Certificate>, StoreError> {
        let query =
            sqlx::query_as::<_, CertificateRow>(include_str!("../queries/certificates.sql"));
        let rows = query.fetch_all(self.reader()).await?;
        rows.into_iter().map(CertificateRow::certificate).collect()
    }
}

async fn delete(connection: &mut Connect, document: &str) -> Result<(), StoreError> {
    for sql in [
        include_str!("../queries/document_parts_delete.sql"),
        include_str!("../queries/document_delete.sql"),
    ] {
        sqlx::query(sql)
            .bind(document)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    document: String,
    seq: i64,
    technology: Option<String>,
    grade: Option<i64>,
    name: Option<String>,
    digest: String,
    n_bytes: i64,
    format: String,
    problems: String,
    settled: bool,
    wrapper: Option<String>,
    label: Option<String>,
    registered_at: i64,
    who: String,
}

impl Row {
    fn document(self) -> Result<StoredDocument, StoreError> {
        Ok(StoredDocument {
            seq: self.seq,
            document: Document {
                document: self.document,
                technology: self.technology,
                grade: grade(self.grade)?,
                name: self.name,
                digest: parsed("digest", &self.digest)?,
                bytes: count("size", self.n_bytes)?,
                format: self.format,
                problems: read_texts(&self.problems)?,
                settled: self.settled,
                wrapper: self.wrapper,
                label: self.label,
                registered_at: Micros(self.registered_at),
                who: self.who,
                parts: Vec::new(),
            },
        })
    }
}

#[derive(sqlx::FromRow)]
struct PartRow {
    document: String,
    name: Option<String>,
    digest: String,
    reader: String,
    length: i64,
    shelf: i64,
}

impl PartRow {
    fn part(self) -> Result<DocumentPart, StoreError> {
        Ok(DocumentPart {
            name: self.name,
            digest: parsed("digest", &self.digest)?,
            reader: self.reader,
            length: count("length", self.length)?,
            shelf: u32::try_from(self.shelf)
                .map_err(|error| unreadable("number on the shelf", &error))?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CertificateRow {
    digest: String,
    algorithm: String,
    hash: String,
    number: String,
    issued_on: String,
    issuer: String,
}

impl CertificateRow {
    fn certificate(self) -> Result<Certificate, StoreError> {
        Ok(Certificate {
            digest: parsed("digest", &self.digest)?,
            algorithm: self.algorithm,
            hash: self.hash,
            number: self.number,
            issued_on: parsed("day of the certificate", &self.issued_on)?,
            issuer: self.issuer,
        })
    }
}
