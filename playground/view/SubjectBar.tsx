/**
 * What the payload is held against: the model, the operation, the side, the form.
 */

import type { ComponentChild } from 'preact'
import { serviceName } from '../model/subject.js'
import { Choice } from './Choice.js'
import { OperationBox } from './OperationBox.js'
import type { Props } from './Page.js'

const ModelPart = ({ state: { model, subject, faults }, dispatch }: Props): ComponentChild => (
  <div class="model">
    <span class="label" id="model-label">
      Model
    </span>
    <p class="model-name">
      <strong>{serviceName(subject.service)}</strong>
      <span class="soft">{model.file ?? 'built in'}</span>
    </p>
    <div class="row">
      <span class="file-button">
        <input
          id="model-file"
          type="file"
          accept=".json,application/json"
          aria-describedby="model-hint"
          onChange={(event) => {
            const field = event.currentTarget
            const file = field.files?.[0]
            if (file !== undefined) dispatch({ _tag: 'ModelGiven', file })
            // The same file may be chosen again once it was mended.
            field.value = ''
          }}
        />
        <label for="model-file" class="button">
          Open a model…
        </label>
      </span>
      {model.file !== undefined && (
        <button type="button" class="button quiet" onClick={() => dispatch({ _tag: 'BuiltInChosen' })}>
          Use the built-in one
        </button>
      )}
    </div>
    <p class="hint" id="model-hint">
      A Smithy JSON AST, a botocore service-2.json or a minified aws-sdk api, chosen or dropped anywhere on this page.
      It stays in your browser.
    </p>
    {model.notes.length > 0 && (
      <details class="notes">
        <summary>What this form of model does not say</summary>
        <ul>
          {model.notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </details>
    )}
    {faults.length > 0 && (
      <ul class="faults" aria-label="Mistakes of the model">
        {faults.map((fault) => (
          <li>{fault}</li>
        ))}
      </ul>
    )}
  </div>
)

const ServicePart = ({ state: { model, subject }, dispatch }: Props): ComponentChild =>
  model.services.length < 2 ? null : (
    <div class="field">
      <label for="service">Service</label>
      <select
        id="service"
        onChange={(event) => {
          const service = model.services.find(({ id }) => id === event.currentTarget.value)
          if (service !== undefined) dispatch({ _tag: 'ServiceChosen', service })
        }}
      >
        {model.services.map((service) => (
          <option value={service.id} selected={service === subject.service}>
            {serviceName(service)}
          </option>
        ))}
      </select>
    </div>
  )

export const SubjectBar = ({ state, dispatch }: Props): ComponentChild => (
  <section class="card subject" aria-label="What to check against">
    <ModelPart state={state} dispatch={dispatch} />
    <div class="asked">
      <ServicePart state={state} dispatch={dispatch} />
      <OperationBox state={state} dispatch={dispatch} />
      <div class="choices">
        <Choice
          legend="Side"
          name="side"
          chosen={state.subject.side}
          options={[
            { value: 'input', label: 'Input' },
            { value: 'output', label: 'Output' },
          ]}
          onChoose={(side) => dispatch({ _tag: 'SideChosen', side })}
        />
        <Choice
          legend="Form"
          name="form"
          chosen={state.form}
          options={[
            { value: 'wire', label: 'Wire JSON', title: 'The names that JSON protocols use' },
            { value: 'domain', label: 'Domain JSON', title: 'camelCase, as programs hold it' },
          ]}
          onChoose={(form) => dispatch({ _tag: 'FormChosen', form })}
        />
      </div>
    </div>
    <p class={`status${state.status?.failed === true ? ' failed' : ''}`} role="status" id="status">
      {state.status?.text ?? ''}
    </p>
  </section>
)
