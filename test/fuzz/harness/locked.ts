/**
 * A reader with a fault that chance alone does not find: each condition is a block of its own, one bit away from the one before.
 */
export const locked = (input: Uint8Array): boolean => {
  if (input[0] !== 0x71) return false
  if (input[1] !== 0x65) return false
  return input[2] === 0xe1
}
