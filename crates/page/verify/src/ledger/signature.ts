// The one signature rule (docs/format.md §2), and the keys and signatures of checkpoints.

import { ed25519 } from "@noble/curves/ed25519.js";

const P = (1n << 255n) - 19n;
const LOW_Y = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
/** The y of the eight points of small order. */
const SMALL = new Set([0n, 1n, P - 1n, LOW_Y, P - LOW_Y]);

/** Whether 32 bytes are a canonical encoding of a point that is not one of small order, judged from the bytes. */
function isSound(encoded: Uint8Array): boolean {
  let y = 0n;
  for (let i = 31; i >= 0; i--) y = (y << 8n) | BigInt(encoded[i]! & (i === 31 ? 0x7f : 0xff));
  return y < P && !SMALL.has(y);
}

/** Whether the signature holds: S below the order, A and R sound, and the cofactored equation of ZIP 215. */
export function holds(key: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  if (!isSound(key) || !isSound(signature.subarray(0, 32))) return false;
  try {
    return ed25519.verify(signature, message, key, { zip215: true });
  } catch {
    return false;
  }
}

/** Whether a key may be enrolled: sound, a point of the curve, and of the prime-order subgroup. */
export function mayEnrol(key: Uint8Array): boolean {
  if (key.length !== 32 || !isSound(key)) return false;
  try {
    return ed25519.Point.fromBytes(key, false).isTorsionFree();
  } catch {
    return false;
  }
}
