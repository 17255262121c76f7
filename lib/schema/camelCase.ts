/**
 * The domain field of a Smithy member name: camelCase that stays readable for acronyms.
 *
 * `InstanceId` → `instanceId`, `DBInstanceIdentifier` → `dbInstanceIdentifier`, `S3Url` → `s3Url`, `ACL` → `acl`,
 * `already_snake` → `alreadySnake`.
 */
export const camelCase = (name: string): string => {
  const words = name.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z\d]+|\d+/g)
  if (words === null) return name
  return words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('')
}
