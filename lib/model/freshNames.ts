/**
 * Names that are still free, for models whose own come to one.
 */

/** Underscores as long as they are few: names of many would be longer than all that they are made of. */
export const underscored = (wanted: string, number: number): string =>
  number <= 9 ? `${wanted}${'_'.repeat(number - 1)}` : `${wanted}_${number}`

/**
 * Gives each wanted name, or the first of its variations that is free, and takes it. Many names that come to one are found in as many
 * steps: no variation is tried twice.
 *
 * @param taken names that are not free; it grows
 * @param variation of a name, the first of them 2
 */
export const freshNames = (
  taken: Set<string>,
  variation: (wanted: string, number: number) => string,
): ((wanted: string) => string) => {
  const numbers = new Map<string, number>()
  return (wanted) => {
    let number = numbers.get(wanted) ?? 1
    let name = number === 1 ? wanted : variation(wanted, number)
    while (taken.has(name)) name = variation(wanted, ++number)
    numbers.set(wanted, number)
    taken.add(name)
    return name
  }
}
