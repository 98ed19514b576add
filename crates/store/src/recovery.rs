//! The journal's bytes: its first page, and what is found behind it after a crash.

use std::io;

use crate::commit::{Commit, CommitHeader, CommitNumber, FRAME_MAX, Salt};
use crate::files::{
    DiskFile, FileError, Folder, ZEROS, failed, is_zero, length_u64, read_up_to, write_all,
    write_zeros,
};
use crate::frame::{Damage, HEAD_LEN, Head, Reader, WITHHELD_MARK, is_head_torn};
use crate::journal::{Frame, JOURNAL_VERSION, JournalError, NAME, Recovered};

/// Frames start at multiples of this many bytes.
pub(crate) const PAGE: usize = 4096;

const MAGIC: [u8; 16] = *b"bayan journal\0\0\0";
const CHECK_CONTEXT: &str = "bayan 2026 journal header v1";

pub(crate) fn page_after(offset: u64) -> u64 {
    offset.next_multiple_of(length_u64(PAGE))
}

pub(crate) fn write_first_page(
    folder: &Folder,
    salt: Salt,
    base: Option<&CommitHeader>,
) -> Result<Box<dyn DiskFile>, FileError> {
    let mut page = Vec::with_capacity(PAGE);
    page.extend(MAGIC);
    page.extend(JOURNAL_VERSION.to_be_bytes());
    page.extend(salt.0);
    page.push(u8::from(base.is_some()));
    page.extend(base.map_or_else(|| vec![0; BASE_LEN], CommitHeader::encode));
    page.extend(blake3::derive_key(CHECK_CONTEXT, &page));
    page.resize(PAGE, 0);
    let path = folder.path(NAME);
    let file = folder.create_temporary()?;
    write_all(&*file, 0, &page).map_err(failed("write", &path))?;
    file.sync_all().map_err(failed("sync", &path))?;
    Ok(file)
}

pub(crate) fn name_first_page(folder: &Folder) -> Result<(), FileError> {
    folder.give_name(NAME)?;
    folder.sync_folder("")
}

const BASE_LEN: usize = 144;
const CHECKED_LEN: usize = 16 + 4 + 16 + 1 + BASE_LEN;

fn read_first_page(bytes: &[u8]) -> Result<(Salt, Option<CommitHeader>), JournalError> {
    let mut reader = Reader(bytes);
    let magic: &[u8; 16] = reader.array().ok_or(JournalError::NotJournal)?;
    if *magic != MAGIC {
        return Err(JournalError::NotJournal);
    }
    let version = reader.array().map(|bytes| u32::from_be_bytes(*bytes));
    let version = version.ok_or(JournalError::NotJournal)?;
    if version > JOURNAL_VERSION {
        return Err(JournalError::Version { found: version });
    }
    let damaged = JournalError::HeaderDamaged;
    let Some((checked, rest)) = bytes.split_at_checked(CHECKED_LEN) else { return Err(damaged) };
    let Some((check, padding)) = rest.split_first_chunk::<32>() else { return Err(damaged) };
    let is_whole = version == JOURNAL_VERSION
        && bytes.len() == PAGE
        && blake3::derive_key(CHECK_CONTEXT, checked) == *check
        && padding.iter().all(|byte| *byte == 0);
    if !is_whole {
        return Err(damaged);
    }
    read_fields(reader).ok_or(damaged)
}

fn read_fields(mut reader: Reader<'_>) -> Option<(Salt, Option<CommitHeader>)> {
    let salt = Salt(*reader.array()?);
    let [has_base] = *reader.array()?;
    let base = CommitHeader::decode(&mut reader)?;
    match has_base {
        0 => Some((salt, None)),
        1 => Some((salt, Some(base))),
        _ => None,
    }
}

/// What a journal file holds.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) salt: Salt,
    pub(crate) base: Option<CommitHeader>,
    pub(crate) frames: Vec<Frame>,
    /// The newest frame, to be written again.
    last: Option<Commit>,
    /// What a crash while withholding left to overwrite.
    unscrubbed: Vec<Unscrubbed>,
    /// Where the frames end.
    pub(crate) end: u64,
    /// Where the last byte behind them is that is not zero, or `end`.
    dirty_end: u64,
    pub(crate) length: u64,
}

/// A withheld body that still has its bytes.
#[derive(Debug)]
struct Unscrubbed {
    mark_offset: u64,
    offset: u64,
    length: u64,
}

/// What stands where a frame could.
enum Found {
    Frame(Commit),
    /// Zeros, or what is left of a write that was cut short.
    Torn,
    Damaged(Damage),
}

impl Scan {
    pub(crate) fn of(folder: &Folder, file: &dyn DiskFile) -> Result<Self, JournalError> {
        let path = folder.path(NAME);
        let length = file.length().map_err(failed("measure", &path))?;
        let mut page = vec![0; PAGE];
        let filled = read_up_to(file, 0, &mut page).map_err(failed("read", &path))?;
        page.truncate(filled);
        let (salt, base) = read_first_page(&page)?;
        let end = length_u64(PAGE);
        let (frames, last, unscrubbed) = (Vec::new(), None, Vec::new());
        let mut scan = Self { salt, base, frames, last, unscrubbed, end, dirty_end: end, length };
        loop {
            let offset = scan.end;
            match scan.look(file, offset).map_err(failed("read", &path))? {
                Found::Frame(commit) => scan.take(commit),
                stop => {
                    let later = scan.look_behind(file).map_err(failed("read", &path))?;
                    let hole = later.map(|later| Damage::Hole { later });
                    let damage = match stop {
                        Found::Damaged(damage) => Some(damage),
                        _ => hole,
                    };
                    return match damage {
                        Some(damage) => Err(JournalError::Damaged { offset, damage }),
                        None => Ok(scan),
                    };
                }
            }
        }
    }

    fn newest(&self) -> Option<&CommitHeader> {
        self.frames.last().map(|frame| &frame.header).or(self.base.as_ref())
    }

    pub(crate) fn recovered(&self) -> Recovered {
        Recovered {
            base: self.base.clone(),
            tail: self.frames.iter().map(|frame| frame.header.clone()).collect(),
            dropped_bytes: self.dirty_end.saturating_sub(self.end),
        }
    }

    fn take(&mut self, commit: Commit) {
        let (offset, length) = (self.end, commit.frame().len());
        let at = |place: usize| offset.saturating_add(length_u64(place));
        self.unscrubbed.extend(commit.unscrubbed().map(|(mark, body)| Unscrubbed {
            mark_offset: at(mark),
            offset: at(body.start),
            length: length_u64(body.len()),
        }));
        self.frames.push(Frame { header: commit.header().clone(), offset, length });
        self.end = page_after(offset.saturating_add(length_u64(length)));
        self.dirty_end = self.end;
        self.last = Some(commit);
    }

    fn look(&self, file: &dyn DiskFile, offset: u64) -> io::Result<Found> {
        let mut bytes = vec![0; HEAD_LEN];
        let filled = read_up_to(file, offset, &mut bytes)?;
        bytes.truncate(filled);
        let Some(head) = Head::read(self.salt, &bytes) else {
            let torn = is_head_torn(&bytes);
            return Ok(if torn { Found::Torn } else { Found::Damaged(Damage::Head) });
        };
        if !head.follows(self.newest()) {
            return Ok(Found::Damaged(Damage::Order { found: head.header.number }));
        }
        // Held by the check of the head, by FRAME_MAX, and by what the file has.
        let expected = head.frame_length();
        let available = self.length.saturating_sub(offset);
        let length = usize::try_from(available).map_or(expected, |here| here.min(expected));
        let mut frame = vec![0; length.min(FRAME_MAX)];
        let filled = read_up_to(file, offset, &mut frame)?;
        frame.truncate(filled);
        // Told before the bytes are given away to be read.
        let torn = head.is_torn(&frame);
        Ok(match Commit::read(self.salt, frame) {
            Ok(commit) => Found::Frame(commit),
            Err(_) if torn => Found::Torn,
            Err(damage) => Found::Damaged(damage),
        })
    }

    /// Looks through all that is behind the frames, and returns the number of a whole head there.
    fn look_behind(&mut self, file: &dyn DiskFile) -> io::Result<Option<CommitNumber>> {
        let mut buffer = vec![0; ZEROS.len()];
        let mut offset = self.end;
        loop {
            let filled = read_up_to(file, offset, &mut buffer)?;
            for page in buffer.get(..filled).unwrap_or_default().chunks(PAGE) {
                if !is_zero(page) {
                    if let Some(head) = Head::read(self.salt, page).filter(|_| offset > self.end) {
                        return Ok(Some(head.header.number));
                    }
                    self.dirty_end = offset.saturating_add(length_u64(page.len()));
                }
                offset = offset.saturating_add(length_u64(page.len()));
            }
            if filled < buffer.len() {
                return Ok(None);
            }
        }
    }

    /// Makes durable what may only be in memory, and wipes what is nobody's.
    pub(crate) fn repair(&self, file: &dyn DiskFile) -> io::Result<()> {
        if self.dirty_end == self.end && self.frames.is_empty() {
            return Ok(());
        }
        write_zeros(file, self.end, self.dirty_end.saturating_sub(self.end))?;
        if let (Some(frame), Some(commit)) = (self.frames.last(), &self.last) {
            // Only the newest append can have gone without its sync. After a sync that failed, the system
            // may count its pages as clean, so that only writing them again brings them to the disk.
            write_all(file, frame.offset, commit.frame())?;
        }
        for body in &self.unscrubbed {
            write_all(file, body.mark_offset, &WITHHELD_MARK)?;
        }
        file.sync_data()?;
        if self.unscrubbed.is_empty() {
            return Ok(());
        }
        // The marks are durable: only now may the bytes no longer match their digests.
        for body in &self.unscrubbed {
            write_zeros(file, body.offset, body.length)?;
        }
        file.sync_data()
    }
}
