import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfferedCall } from '../../api/contract/call.ts'
import { askedKindWords } from '../../report/call/asked-kind-words.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop, FileWrong } from '../components/file-drop.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { Pick } from '../plan/pick.tsx'
import { useSay } from '../say.tsx'
import { groundOf } from '../sent/ground.ts'
import { SignedBy } from '../sent/signed-by.tsx'
import { takeCall } from './call-queries.ts'

const words = {
  from: { zh: '{sender}布置，{due}前报送', en: 'From {sender}, due on {due}' },
  owner: { zh: '责任人', en: 'Owner' },
  nobody: { zh: '暂不指定责任人', en: 'Nobody yet' },
  take: { zh: '签收', en: 'Take it' },
  and: { zh: '、', en: ', ' },
  inUnit: { zh: '（{unit}）', en: ' ({unit})' },
  about: {
    zh: '签收时核验是谁签发的、其日志是否被改写；签收后列入计划任务。',
    en: 'Taking it verifies who signed it and whether that log was rewritten, and makes a task of the plan.',
  },
  file: {
    zh: '上级不在本服务器上时，把报送任务文件拖到这里签收。',
    en: 'Where the body above is not on this server, drop the file of its call here.',
  },
  other: {
    zh: '“{name}”不是报送任务文件。请向布置单位取得原文件（.json），不要改动。',
    en: '“{name}” is no file of a call. Ask the sender for the file (.json) as it is, unchanged.',
  },
}

/** What a request may hold; the file of a call is much smaller. */
const sealedBytesMax = 1024 * 1024

/** Calls that wait to be taken, each by a person of the unit. */
export function OfferedCalls({ offered }: { offered: readonly OfferedCall[] }) {
  const { session } = useUnit()
  if (!session.may.includes('record')) return null
  return (
    <>
      {offered.map((one) => (
        <Offered key={one.digest} offered={one} />
      ))}
    </>
  )
}

/** A call that came as a file is taken the same way. */
export function TakeFile() {
  const { say } = useSay()
  const { session } = useUnit()
  const take = useTake()
  const [wrong, setWrong] = useState<string | null>(null)
  const given = async ({ name, bytes }: GivenFile) => {
    take.reset()
    const sealed = bytes.size > sealedBytesMax ? '' : await bytes.text()
    const isOther = !sealed.startsWith('{') || sealed.includes('\0')
    setWrong(isOther ? say(words.other, { name }) : null)
    if (!isOther) take.mutate({ sealed, owner: session.person })
  }
  if (!session.may.includes('record')) return null
  return (
    <>
      <FileDrop accept=".json" onFile={(file) => void given(file)}>
        {say(words.file)}
      </FileDrop>
      <FileWrong wrong={wrong} />
      {take.error ? <ErrorNote error={take.error} /> : null}
    </>
  )
}

function useTake() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: takeCall,
    onSuccess: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
}

function Offered({ offered: { call, sender, sealed, signedBy } }: { offered: OfferedCall }) {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const [owner, setOwner] = useState<string | null>(session.person)
  const take = useTake()
  const from = { sender: say(sender), due: dayInWords(call.due, lang) }
  return (
    <article className="offered-call">
      <h3>
        {call.title} <span className="quiet">{periodInWords(call.period, lang)}</span>
      </h3>
      <p>{say(words.from, from)}</p>
      <p className="quiet small">{say(groundOf(call))}</p>
      <SignedBy signedBy={signedBy} />
      {call.note ? <p>{call.note}</p> : null}
      <ol>
        {call.items.map(({ item, label, kind, unit, choices }) => (
          <li key={item}>
            {label}
            {unit ? <span className="quiet">{say(words.inUnit, { unit })}</span> : null}{' '}
            <span className="quiet small">
              {say(askedKindWords[kind])}
              {choices.length > 0 ? ` ${choices.join(say(words.and))}` : null}
            </span>
          </li>
        ))}
      </ol>
      <div className="actions">
        <Pick
          of="person"
          className="input select"
          label={say(words.owner)}
          none={say(words.nobody)}
          value={owner}
          onChange={setOwner}
        />
        <button
          type="button"
          className="button primary"
          disabled={take.isPending}
          onClick={() => take.mutate({ sealed, owner })}
        >
          {say(words.take)}
        </button>
      </div>
      <p className="quiet small">{say(words.about)}</p>
      {take.error ? <ErrorNote error={take.error} /> : null}
    </article>
  )
}
