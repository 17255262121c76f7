/**
 * One of a few: radio buttons that look like one control.
 */

import type { ComponentChild } from 'preact'

export interface Option<A extends string> {
  readonly value: A
  readonly label: string
  readonly title?: string
  /** Drawn with less weight: it has nothing to show. */
  readonly faint?: boolean
}

export const Choice = <A extends string>({
  legend,
  name,
  chosen,
  options,
  onChoose,
}: {
  readonly legend: string
  readonly name: string
  readonly chosen: A
  readonly options: ReadonlyArray<Option<A>>
  readonly onChoose: (value: A) => void
}): ComponentChild => (
  <fieldset class="choice">
    <legend>{legend}</legend>
    <div class="options">
      {options.map(({ value, label, title, faint }) => (
        <label class={faint === true ? 'faint' : ''} title={title}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
)
