//! The store over real files and over a disk that fails: one test program for all of it.

#[cfg(test)]
mod artifacts;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod files;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod lock;
#[cfg(test)]
mod sim;
#[cfg(test)]
mod statics;
#[cfg(test)]
mod view;
