/**
 * Room for bytes that are gathered: blocks that grow, and are let go of once they are large.
 */

/** Bytes of a block that is kept between calls. */
const kept = 2 ** 20

/** The block itself where it has room behind what it holds, else a longer one that holds the same; at least doubled, so that copying is linear. */
export const withRoom = (
  block: Uint8Array<ArrayBuffer>,
  held: number,
  more: number,
  least = 0,
): Uint8Array<ArrayBuffer> => {
  if (held + more <= block.length) return block
  const longer = new Uint8Array(Math.max(held + more, 2 * block.length, least))
  longer.set(block.subarray(0, held))
  return longer
}

/** What is kept of a block that holds so many bytes: all of it, but nothing of a large one that is empty. */
export const keptOf = (block: Uint8Array<ArrayBuffer>, held: number): Uint8Array<ArrayBuffer> =>
  held > 0 || block.length <= kept ? block : new Uint8Array(0)
