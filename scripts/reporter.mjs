// mocha's spec reporter, which also writes its counts as JSON to the file that WIRESHAPE_COUNTS names.
import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

export default class Counts extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats
      const file = process.env.WIRESHAPE_COUNTS
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending }))
    })
  }
}
