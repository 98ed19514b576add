//! Where what a command makes goes: standard output, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::context::write_failure;
use crate::error::{Exit, Failure};
use crate::ui::Ui;

/// Where what a command makes goes.
#[must_use = "a file is there once it is finished"]
pub enum Output {
    /// To standard output.
    Standard,
    /// Nowhere: it is made to see whether it can be.
    Nowhere,
    /// To a file.
    File(Aside),
}

/// Refuses a file that is there already, unless it may be replaced: early, before what goes there is made.
pub fn check_free(path: Option<&Path>, replaces: bool) -> Result<(), Failure> {
    match path.filter(|path| !replaces && path.exists()) {
        Some(path) => Err(exists(path)),
        None => Ok(()),
    }
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), Failure> {
    let mut output = Output::open(Some(path), replaces)?;
    if let Output::File(Aside { file, .. }) = &mut output
        && let Err(error) = file.write_all(bytes)
    {
        output.abandon();
        return Err(write_failure(path, &error));
    }
    output.finish()
}

/// A file that is written aside, and put in its place when it is whole.
pub struct Aside {
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    replaces: bool,
}

impl Output {
    /// Standard output, or a file that is not there yet unless it may be replaced.
    pub fn open(path: Option<&Path>, replaces: bool) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Standard) };
        check_free(Some(path), replaces)?;
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{}.new", std::process::id()));
        let beside = PathBuf::from(aside);
        let file = File::create_new(&beside).map_err(|error| write_failure(path, &error))?;
        let (path, file) = (path.to_owned(), BufWriter::new(file));
        Ok(Self::File(Aside { path, beside, file, replaces }))
    }

    /// As [`Self::open`], for what is made to see whether it can be.
    pub fn nowhere(path: Option<&Path>, replaces: bool) -> Result<Self, Failure> {
        check_free(path, replaces)?;
        Ok(Self::Nowhere)
    }

    /// Writes more.
    pub fn write(&mut self, ui: &mut Ui, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Standard => {
                ui.bytes(bytes);
                Ok(())
            }
            Self::Nowhere => Ok(()),
            Self::File(Aside { path, file, .. }) => {
                file.write_all(bytes).map_err(|error| write_failure(path, &error))
            }
        }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), Failure> {
        let Self::File(Aside { path, beside, mut file, replaces }) = self else { return Ok(()) };
        let placed = file.flush().and_then(|()| {
            if replaces {
                return fs::rename(&beside, &path);
            }
            // Unlike a rename, a link replaces nothing that came in the meantime.
            fs::hard_link(&beside, &path).and_then(|()| fs::remove_file(&beside))
        });
        placed.map_err(|error| {
            // What is left aside is of no use to anybody.
            drop(fs::remove_file(&beside));
            match error.kind() {
                std::io::ErrorKind::AlreadyExists => exists(&path),
                _ => write_failure(&path, &error),
            }
        })
    }

    /// Leaves nothing behind.
    pub fn abandon(self) {
        if let Self::File(Aside { beside, .. }) = self {
            drop(fs::remove_file(beside));
        }
    }
}

fn exists(path: &Path) -> Failure {
    let what = format!("{} is there already", path.display());
    Failure::new(Exit::Usage, what, "choose another name, or add `--force`")
}
