//! Ctrl-C during work that is done in steps: it stops between two of them and says how far it came.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::SigId;
use signal_hook::consts::SIGINT;

use crate::error::Exit;

/// Whether Ctrl-C was pressed since this was made. Pressed again it ends the process at once, as it would without this.
pub struct Interrupt {
    pressed: Arc<AtomicBool>,
    handlers: Vec<SigId>,
}

impl Interrupt {
    /// Looks out for Ctrl-C until it is dropped. Where no handler can be set, Ctrl-C ends the process as ever.
    pub fn watch() -> Self {
        let pressed = Arc::new(AtomicBool::new(false));
        let exit = i32::from(Exit::Interrupted.code());
        // In this order: the first time the flag is not up yet when it is asked for, the second time it is.
        let again = signal_hook::flag::register_conditional_shutdown(SIGINT, exit, pressed.clone());
        let once = signal_hook::flag::register(SIGINT, pressed.clone());
        Self { pressed, handlers: [again, once].into_iter().flatten().collect() }
    }

    /// Whether it was pressed.
    pub fn is_pressed(&self) -> bool {
        self.pressed.load(Ordering::SeqCst)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        for handler in self.handlers.drain(..) {
            signal_hook::low_level::unregister(handler);
        }
    }
}
