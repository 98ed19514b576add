//! Where rows go: standard output, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::context::write_failure;
use crate::error::{Exit, Failure};
use crate::ui::Ui;

/// Where rows go.
#[must_use = "rows in a file count once it is finished"]
pub(super) enum Output {
    Standard,
    Nowhere,
    File { path: PathBuf, aside: PathBuf, file: BufWriter<File>, replaces: bool },
}

impl Output {
    pub(super) fn open(path: Option<&Path>, replaces: bool) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Standard) };
        if !replaces && path.exists() {
            return Err(exists(path));
        }
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{}.new", std::process::id()));
        let aside = PathBuf::from(aside);
        let file = File::create_new(&aside).map_err(|error| write_failure(path, &error))?;
        Ok(Self::File { path: path.to_owned(), aside, file: BufWriter::new(file), replaces })
    }

    /// As [`Self::open`], for rows that are made to see whether they can be.
    pub(super) fn nowhere(path: Option<&Path>, replaces: bool) -> Result<Self, Failure> {
        match path.filter(|path| !replaces && path.exists()) {
            Some(path) => Err(exists(path)),
            None => Ok(Self::Nowhere),
        }
    }

    pub(super) fn write(&mut self, ui: &mut Ui, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Standard => {
                ui.bytes(bytes);
                Ok(())
            }
            Self::Nowhere => Ok(()),
            Self::File { path, file, .. } => {
                file.write_all(bytes).map_err(|error| write_failure(path, &error))
            }
        }
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let Self::File { path, aside, mut file, replaces } = self else { return Ok(()) };
        let placed = file.flush().and_then(|()| {
            if replaces {
                return fs::rename(&aside, &path);
            }
            // Unlike a rename, a link replaces nothing that came in the meantime.
            fs::hard_link(&aside, &path).and_then(|()| fs::remove_file(&aside))
        });
        placed.map_err(|error| {
            // What is left aside is of no use to anybody.
            drop(fs::remove_file(&aside));
            match error.kind() {
                std::io::ErrorKind::AlreadyExists => exists(&path),
                _ => write_failure(&path, &error),
            }
        })
    }

    /// Leaves nothing behind.
    pub(super) fn abandon(self) {
        if let Self::File { aside, .. } = self {
            drop(fs::remove_file(aside));
        }
    }
}

fn exists(path: &Path) -> Failure {
    let what = format!("{} is there already", path.display());
    Failure::new(Exit::Usage, what, "choose another name, or add `--force`")
}
