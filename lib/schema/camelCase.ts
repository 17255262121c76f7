/**
 * The domain field of a Smithy member name: camelCase that stays readable for acronyms.
 *
 * The rule. A name is cut into words, the first is written in lower case, each other with a capital and the rest in lower
 * case.
 * 1. Whatever is not an ASCII letter or digit separates words and is left out.
 * 2. A capital begins a word. Capitals in a row are one word, an acronym; the last of them begins the next word where a
 *    lower-case letter follows: `DBInstance` is `DB`, `Instance`.
 * 3. The plural `s` of an acronym belongs to it, `VPCs`, and so does a version, `IPv6`.
 * 4. Digits belong to the word before them, and so do lower-case letters behind digits, `K8s`, and a single capital behind
 *    digits at the end of the name, `CRC32C`.
 * 5. Acronyms of the list below that stand in a row are words of their own: `SSEKMS` is `SSE`, `KMS`.
 * A name without a word, or with letters beyond ASCII, is left as it is. Several members of one structure may come to one
 * field: `fieldNames` of the models tells them apart.
 *
 * `InstanceId` → `instanceId`, `DBInstanceIdentifier` → `dbInstanceIdentifier`, `S3Url` → `s3Url`, `ACL` → `acl`,
 * `already_snake` → `alreadySnake`, `__type` → `type`, `SSEKMSKeyId` → `sseKmsKeyId`.
 */
export const camelCase = (name: string): string => {
  if (/[^\0-\x7f]/.test(name)) return name
  const words = name.match(word)?.flatMap(acronyms)
  if (words === undefined) return name
  return words
    .map((text, i) => (i === 0 ? text.toLowerCase() : text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()))
    .join('')
}

/** In this order: acronyms with a plural or version, acronyms and single capitals, words. */
const word =
  /[A-Z]{2,}s(?![a-z])|[A-Z]{2,}v\d+|[A-Z]+(?![a-z])(?:\d+(?:[a-z]+\d*|[A-Z](?![A-Za-z\d]))?)?|[A-Z]?[a-z\d]+(?:(?<=\d)[A-Z](?![A-Za-z\d]))?/g

/** Acronyms that AWS's models write one behind the other; the longer of two that begin alike comes first. */
const known = /SSE|KMS|S3|EC2|AWS|VPC|DNS|DB|IP|IDs?|URLs?|ARNs?|ACLs?|IAM|MFA|SAML|SNS|SQS|API|MD5/g

/** The acronyms that a word is made of, or the word. */
const acronyms = (text: string): ReadonlyArray<string> => {
  const parts = text.match(known)
  return parts !== null && parts.join('') === text ? parts : [text]
}
