import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { proofQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { webCrypto } from '../crypto.ts'
import { useSay } from '../say.tsx'
import '../components/file-drop.css'
import './verify-page.css'
import { CallResult } from './call-result.tsx'
import type { GivenProof } from './check-evidence.ts'
import { checkEvidence } from './check-evidence.ts'
import { evidenceOf, kindOfText, readEvidenceFile } from './evidence-of.ts'
import { PointedNote, PointedVerdict } from './pointed-note.tsx'
import type { PointedReport } from './pointed-report.ts'
import { readPointedReport } from './pointed-report.ts'
import { ReportResult } from './report-result.tsx'
import { VerdictList } from './verdict-list.tsx'
import type { DroppedFile } from './verify-bytes.ts'

const words = {
  title: { zh: '核验', en: 'Verify' },
  about: {
    zh: '把报告或答复（.docx、.pdf）、年度证据包（.zip）、报送任务（.json）拖到这里。',
    en: 'Drop a report or an answer (.docx, .pdf), a year pack (.zip) or a call (.json) here.',
  },
  both: {
    zh: '核验说明另成一份文件的，两份一起拖入。核算全部在本页进行，不上传，断网也能做。',
    en: 'Where the annex is a file of its own, drop both. Everything is worked out in this page: nothing is sent, and it works offline.',
  },
  offline: { zh: '下载离线核验页', en: 'Download the offline page' },
  working: { zh: '正在核验…', en: 'Verifying…' },
  choose: { zh: '选择文件', en: 'Choose files' },
  chosen: { zh: '正在看：{names}', en: 'Shown: {names}' },
  parts: { zh: '公钥、条目、凭证与证明', en: 'Keys, entry, receipt and proof' },
  partsAbout: {
    zh: '核验单条记录时用：可拖入记录页下载的证据文件，或逐项粘贴。',
    en: 'For a single record: drop the evidence file of its page, or paste its parts.',
  },
  entry: { zh: '条目原文', en: 'The entry’s text' },
  receipt: { zh: '入账凭证', en: 'Receipt' },
  proof: { zh: '证明', en: 'Proof' },
  logKey: { zh: '日志公钥', en: 'Key of the log' },
  receiptKey: { zh: '入账凭证公钥', en: 'Key of the receipts' },
  keyHint: {
    zh: '公钥决定信任谁：请用从可靠来源得到的公钥替换文件里自带的。',
    en: 'The key decides whom you trust: replace the one in the file by one from a source you trust.',
  },
  result: { zh: '结论', en: 'What holds' },
  clear: { zh: '清空', en: 'Clear' },
  reading: { zh: '核对一份报告', en: 'Check a report' },
  tooBig: { zh: '文件过大，不是证据文件。', en: 'The file is too large to be evidence.' },
}

const fileBytesMax = 4 * 1024 * 1024
const nothing: GivenProof = {
  entry: null,
  receipt: null,
  proof: null,
  opening: null,
  keys: { log: '', receipt: '' },
}

/** A plain page that a stranger understands: bring evidence, see what it proves. */
export function VerifyPage({ isOutside = false }: { isOutside?: boolean }) {
  const { say } = useSay()
  const { record } = useSearch({ strict: false })
  const pointed = useMemo(() => readPointedReport(location.hash), [])
  const fetched = useQuery({ ...proofQuery(record ?? ''), enabled: record !== undefined })
  return (
    <>
      <PageHead title={say(words.title)}>
        {isOutside ? null : <Link to="/reading">{say(words.reading)}</Link>}
        <a href="/verifier.html" download="verifier.html">
          {say(words.offline)}
        </a>
      </PageHead>
      {fetched.error ? <ErrorNote error={fetched.error} /> : null}
      {pointed ? <PointedNote pointed={pointed} /> : null}
      <Verification
        pointed={pointed}
        key={fetched.data?.index ?? 'none'}
        start={fetched.data ? evidenceOf(fetched.data) : nothing}
      />
    </>
  )
}

/** Files that are verified together, the report first. */
interface Dropped {
  readonly names: readonly string[]
  readonly bytes: readonly [Uint8Array, Uint8Array?]
  /** Apart from every other drop, the same files included. */
  readonly at: number
}

function Verification(props: { start: GivenProof; pointed: PointedReport | null }) {
  const { start, pointed } = props
  const { say } = useSay()
  const [evidence, setEvidence] = useState<GivenProof>(start)
  const [tooBig, setTooBig] = useState(false)
  const [dropped, setDropped] = useState<Dropped | null>(null)
  const checked = useMemo(() => checkEvidence(webCrypto, evidence), [evidence])
  const report = useVerified(dropped, evidence.keys.log)
  const take = async (files: readonly File[]) => {
    const sealed = files.filter(({ name }) => /\.(docx|pdf|zip)$/i.test(name))
    if (sealed.length > 0) {
      setTooBig(false)
      return setDropped(await readFiles(sealed))
    }
    const [file] = files
    if (!file) return
    const isTooBig = file.size > fileBytesMax
    setTooBig(isTooBig)
    const next = isTooBig ? evidence : withText(evidence, await file.text())
    // What is no evidence of an entry is told what it is, whatever its name.
    setDropped(next === null ? await readFiles([file]) : null)
    if (next !== null) setEvidence(next)
  }
  const hasAny = Boolean(evidence.entry || evidence.receipt || evidence.proof)
  const isEmpty = dropped === null && !hasAny
  return (
    <div
      className="verify"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take([...event.dataTransfer.files])
      }}
    >
      <section className="stack" aria-label={say(words.title)}>
        <DropWords onFiles={(files) => void take(files)} />
        {tooBig ? <p className="note bad">{say(words.tooBig)}</p> : null}
        {isEmpty ? null : (
          <p className="verify-shown">
            {dropped ? <span>{say(words.chosen, { names: dropped.names.join('、') })}</span> : null}
            <ClearButton
              onClear={() => {
                setEvidence(nothing)
                setDropped(null)
              }}
            />
          </p>
        )}
        <details className="verify-parts" open={start !== nothing}>
          <summary>{say(words.parts)}</summary>
          <div className="stack">
            <p className="small quiet">{say(words.partsAbout)}</p>
            <EvidenceInputs evidence={evidence} onChange={setEvidence} />
          </div>
        </details>
      </section>
      {isEmpty ? null : (
        <section className="verify-result" aria-live="polite">
          <h2>{say(words.result)}</h2>
          {pointed && report && report !== 'working' && report.kind === 'report' ? (
            <PointedVerdict pointed={pointed} found={report.found} />
          ) : null}
          {report ? <Result report={report} /> : <VerdictList checked={checked} />}
        </section>
      )}
    </div>
  )
}

/** What is found in the files under this key; again when either changes. */
function useVerified(dropped: Dropped | null, key: string): DroppedFile | 'working' | null {
  const { data, error } = useQuery({
    queryKey: ['verified', dropped?.at, key],
    enabled: dropped !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      if (dropped === null) throw new Error('nothing was dropped')
      // What reads and judges reports is fetched when the first one comes.
      const { verifyBytes } = await import('./verify-bytes.ts')
      return verifyBytes(dropped.bytes, key)
    },
  })
  if (dropped === null) return null
  if (error) throw error
  return data ?? 'working'
}

/** A year pack stands beside the report that it is dropped with. */
async function readFiles(files: readonly File[]): Promise<Dropped> {
  const isPack = ({ name }: File) => /\.zip$/i.test(name)
  const inOrder = [...files].sort((a, b) => Number(isPack(a)) - Number(isPack(b))).slice(0, 2)
  const [first, beside] = await Promise.all(
    inOrder.map(async (file) => new Uint8Array(await file.arrayBuffer())),
  )
  if (first === undefined) throw new Error('there is no file')
  return {
    names: inOrder.map(({ name }) => name),
    bytes: beside === undefined ? [first] : [first, beside],
    at: performance.now(),
  }
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const { say } = useSay()
  return (
    <button type="button" className="link" onClick={onClear}>
      {say(words.clear)}
    </button>
  )
}

function DropWords({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { say } = useSay()
  return (
    <div className="drop verify-drop">
      <p>
        {say(words.about)}{' '}
        <label className="link">
          {say(words.choose)}
          <input
            type="file"
            multiple
            className="unseen"
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])])
              // So that the same file, put right, can be chosen again.
              event.target.value = ''
            }}
          />
        </label>
      </p>
      <p className="small quiet">{say(words.both)}</p>
    </div>
  )
}

function Result({ report }: { report: DroppedFile | 'working' }) {
  const { say } = useSay()
  if (report === 'working') return <p className="quiet">{say(words.working)}</p>
  switch (report.kind) {
    case 'report':
      return <ReportResult found={report.found} behind={report.behind} />
    case 'call':
      return <CallResult shown={report.shown} />
    case 'refused':
      return <p className="note bad">{say(report.why)}</p>
  }
}

/** The evidence with a dropped text where it belongs; null: the text is none of it. */
function withText(evidence: GivenProof, text: string): GivenProof | null {
  switch (kindOfText(text)) {
    case 'file':
      return readEvidenceFile(text)
    case 'proof':
      return { ...evidence, proof: text }
    case 'receipt':
      return { ...evidence, receipt: text }
    case 'entry':
      return { ...evidence, entry: text, opening: null }
    case 'call':
    case null:
      return null
  }
}

function EvidenceInputs(props: { evidence: GivenProof; onChange: (evidence: GivenProof) => void }) {
  const { say } = useSay()
  const { evidence, onChange } = props
  const { keys } = evidence
  const orNull = (text: string) => (text === '' ? null : text)
  return (
    <>
      <TextSection
        id="entry"
        label={say(words.entry)}
        value={evidence.entry}
        onChange={(text) => onChange({ ...evidence, entry: orNull(text), opening: null })}
      />
      <TextSection
        id="receipt"
        label={say(words.receipt)}
        value={evidence.receipt}
        onChange={(text) => onChange({ ...evidence, receipt: orNull(text) })}
      />
      <TextSection
        id="proof"
        label={say(words.proof)}
        value={evidence.proof}
        onChange={(text) => onChange({ ...evidence, proof: orNull(text) })}
      />
      <div className="labelled">
        <label htmlFor="log-key">{say(words.logKey)}</label>
        <input
          id="log-key"
          className="input mono"
          aria-describedby="key-hint"
          value={keys.log}
          onChange={(event) =>
            onChange({ ...evidence, keys: { ...keys, log: event.target.value } })
          }
        />
      </div>
      <div className="labelled">
        <label htmlFor="receipt-key">{say(words.receiptKey)}</label>
        <input
          id="receipt-key"
          className="input mono"
          value={keys.receipt}
          onChange={(event) =>
            onChange({ ...evidence, keys: { ...keys, receipt: event.target.value } })
          }
        />
      </div>
      <p id="key-hint" className="small quiet">
        {say(words.keyHint)}
      </p>
    </>
  )
}

function TextSection(props: {
  id: string
  label: string
  value: string | null
  onChange: (text: string) => void
}) {
  return (
    <div className="labelled">
      <label htmlFor={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        className="input mono"
        rows={3}
        spellCheck={false}
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  )
}
