/**
 * The Value as a tree that opens and closes.
 */

import type { ComponentChild } from 'preact'
import type { Analysis } from '../model/analyse.js'
import { shapeOfSubject } from '../model/subject.js'
import type { ValueNode } from '../model/valueNodes.js'
import { valueNodes } from '../model/valueNodes.js'
import { kept } from './kept.js'
import type { TabProps } from './Results.js'
import { Unready } from './Unready.js'

const Line = ({ node: { label, kind, text } }: { readonly node: ValueNode }): ComponentChild => (
  <>
    <span class="name">{label}</span>
    <span class={`kind ${kind === 'Sensitive' ? 'secret' : ''}`}>{kind}</span>
    <span class="leaf">{text}</span>
  </>
)

const Node = ({ node, depth }: { readonly node: ValueNode; readonly depth: number }): ComponentChild =>
  node.parts.length === 0 && node.more === 0 ? (
    <li class="node">
      <Line node={node} />
    </li>
  ) : (
    <li class="node branch">
      <details open={depth < 3}>
        <summary>
          <Line node={node} />
        </summary>
        <ul>
          {node.parts.map((part, i) => (
            <Node key={i} node={part} depth={depth + 1} />
          ))}
          {node.more > 0 && <li class="hint">and {node.more.toLocaleString('en')} more</li>}
        </ul>
      </details>
    </li>
  )

const nodesOf = kept((analysis: Analysis & { readonly _tag: 'Accepted' }, { state }: TabProps) =>
  valueNodes(shapeOfSubject(state.subject), analysis.value),
)

export const ValueTab = (props: TabProps): ComponentChild => {
  const { analysis } = props
  if (analysis?._tag !== 'Accepted') return <Unready analysis={analysis} what="a Value" />
  return (
    <>
      <p class="lead">
        The meaning that all protocols agree on: members under their Smithy names, kinds told apart. What is sensitive
        is hidden.
      </p>
      <ul class="tree">
        <Node node={nodesOf(analysis, props)} depth={0} />
      </ul>
    </>
  )
}
