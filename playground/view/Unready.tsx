/**
 * What stands in place of a payload's results while it has none.
 */

import type { ComponentChild } from 'preact'
import type { Analysis } from '../model/analyse.js'

const reasonOf = (analysis: Analysis | undefined, what: string): string => {
  if (analysis === undefined) return 'Checking …'
  switch (analysis._tag) {
    case 'Empty':
      return `Paste a payload, or ask for a sample, to see ${what}.`
    case 'TooLong':
      return 'The payload is too long for this page.'
    case 'Unparsed':
    case 'Refused':
    case 'Accepted':
      return `A payload that is accepted has ${what}; the issues below the text say what this one lacks.`
  }
}

export const Unready = ({
  analysis,
  what,
}: {
  readonly analysis: Analysis | undefined
  readonly what: string
}): ComponentChild => <p class="unready">{reasonOf(analysis, what)}</p>
