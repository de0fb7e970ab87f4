import { claimStateWord } from '../../report/claim-state-words.ts'
import type { Block, Claim, Inline, ReportDocument } from '../../report/document.ts'
import { attachmentMark } from '../../report/document.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { BrokenTitle } from './broken-title.tsx'

const words = {
  issuer: { zh: '签发人：', en: '签发人：' },
  claim: { zh: '{text}（{state}）', en: '{text} ({state})' },
  copyTo: { zh: '抄送：{to}。', en: '抄送：{to}。' },
}

/** How the sheet's claims are chosen and which one is. */
interface Choosing {
  readonly claims: readonly Claim[]
  readonly chosen: string | null
  readonly onChoose: (claim: string) => void
}

/** The document as it will print: 22 lines of 28 characters, its claims underlined by state. */
export function ReportSheet(props: {
  document: ReportDocument
  chosen: string | null
  onChoose: (claim: string) => void
}) {
  const { document: tree } = props
  const choosing: Choosing = { ...props, claims: tree.claims }
  const { paper } = tree
  const attachments = paper?.attachments ?? []
  return (
    <article className="paper" lang="zh-CN" aria-label={tree.title}>
      {paper?.urgency ? <p className="urgency">{paper.urgency}</p> : null}
      {tree.number || tree.issuer ? (
        <p className="paper-number">
          <span>{tree.number}</span>
          <span>
            {tree.issuer ? (
              <>
                {words.issuer.zh}
                <em>{tree.issuer}</em>
              </>
            ) : null}
          </span>
        </p>
      ) : null}
      <BrokenTitle lines={paper?.titleLines ?? [tree.title]} />
      {tree.addressee ? <p className="addressee">{tree.addressee}：</p> : null}
      {tree.blocks.map((block, index) => (
        <BlockView key={index} block={block} {...choosing} />
      ))}
      <p className="signature">{tree.signature}</p>
      {tree.date ? <p className="signature">{dayInWords(tree.date, 'zh')}</p> : null}
      {attachments.map(({ titleLines, blocks }, at) =>
        blocks.length === 0 ? null : (
          <section key={at} className="paper-attachment">
            <p className="urgency">{attachmentMark(at + 1, { of: attachments.length })}</p>
            <BrokenTitle lines={titleLines} />
            {blocks.map((block, index) => (
              <BlockView key={index} block={block} {...choosing} />
            ))}
          </section>
        ),
      )}
      {paper?.copyTo ? (
        <p className="copy-to">{words.copyTo.zh.replace('{to}', paper.copyTo)}</p>
      ) : null}
    </article>
  )
}

function BlockView({ block, ...choosing }: Choosing & { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h2', 'h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h5'
      return (
        <Heading className={`level-${block.level}`}>
          {block.marker}
          <Inlines inlines={block.inlines} {...choosing} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          {block.runIn ? (
            <strong className="run-in">
              {block.runIn.marker}
              <Inlines inlines={block.runIn.inlines} {...choosing} />
            </strong>
          ) : null}
          <Inlines inlines={block.inlines} {...choosing} />
        </p>
      )
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.header.map((cell, index) => (
                <th key={index} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, nth) => (
                  <td key={nth}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

function Inlines({ inlines, ...choosing }: Choosing & { inlines: readonly Inline[] }) {
  return (
    <>
      {inlines.map((inline, index) =>
        inline.kind === 'text' ? (
          <span key={index}>{inline.text}</span>
        ) : (
          <ClaimText key={index} id={inline.claim} text={inline.text} {...choosing} />
        ),
      )}
    </>
  )
}

function ClaimText({
  id,
  text,
  claims,
  chosen,
  onChoose,
}: Choosing & { id: string; text: string }) {
  const { say } = useSay()
  const claim = claims.find((one) => one.id === id)
  const state = claim?.state ?? 'unbound'
  return (
    // A span breaks across lines as the sentence does; a button would stand as one block.
    <span
      role="button"
      tabIndex={0}
      id={`claim-${id}`}
      className={`claim ${state}`}
      aria-pressed={chosen === id}
      aria-label={say(words.claim, { text, state: say(claimStateWord(state)) })}
      onClick={() => onChoose(id)}
      onFocus={() => onChoose(id)}
    >
      {text}
    </span>
  )
}
