/**
 * What the analysis comes to, in a line that is read out when it changes.
 */

import type { Analysis } from '../model/analyse.js'
import { longest } from '../model/analyse.js'

export interface Verdict {
  readonly tone: 'good' | 'bad' | 'none'
  readonly text: string
}

const counted = (count: number, unit: string): string =>
  `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`

/** The verdict; `undefined` is a text that is still being checked. */
export const verdictOf = (analysis: Analysis | undefined): Verdict => {
  if (analysis === undefined) return { tone: 'none', text: 'Checking …' }
  switch (analysis._tag) {
    case 'Empty':
      return { tone: 'none', text: 'Nothing to check' }
    case 'TooLong':
      return {
        tone: 'none',
        text: `Longer than ${longest.toLocaleString('en')} characters, which is more than this page checks; the command wireshape validate has no bound`,
      }
    case 'Unparsed':
      return { tone: 'bad', text: 'Not JSON' }
    case 'Refused':
      return { tone: 'bad', text: `Refused: ${counted(analysis.marks.length, 'issue')}` }
    case 'Accepted':
      return {
        tone: 'good',
        text: analysis.marks.length === 0 ? 'Accepted' : `Accepted with ${counted(analysis.marks.length, 'warning')}`,
      }
  }
}
