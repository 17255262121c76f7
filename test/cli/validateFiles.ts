/**
 * Files of payloads for `wireshape validate`: the model of `models.ts`, whose `GetForecast` wants a city of 1 to 50 characters.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { model } from './models.js'

export const good = (city = 'Oslo'): string => JSON.stringify({ City: city, Days: 3 })

export const bad = '{"City":""}'

/** Puts the model and files into a folder. */
export const putFiles = (folder: string, files: Readonly<Record<string, string | Uint8Array>>): void => {
  writeFileSync(join(folder, 'model.json'), JSON.stringify(model()))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}

/** Text without the parts that a clock makes. */
export const timeless = (text: string): string =>
  text
    .replace(/ in [\d.]+ s(, [\d.]+ [kMGT]?B\/s)?/g, ' in T')
    .replace(/"seconds":[\d.e-]+/g, '"seconds":0')
    .replace(/time="[\d.]+"/g, 'time="0"')
