/** The constant that holds a shape's code, printed ahead of time. */
export const compiledName = (name: string): string => `${name}_Compiled`
