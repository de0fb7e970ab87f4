import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RotatedView } from '../../api/contract/key.ts'
import type { KeyRange } from '../../log/announced-keys.ts'
import { keyReasonUnitsMax } from '../../log/key-change.ts'
import { ask } from '../api-client/ask.ts'
import { logKeysQuery } from '../api-client/log-keys.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '日志公钥', en: 'Key of the log' },
  about: {
    zh: '核验本单位报告的人凭这一行确认是谁签发的。请当面或在公开的地方告知上级单位，由其登记。',
    en: 'Who verifies our reports knows by this line whose they are. Tell it to the body above face to face, or publish it.',
  },
  unreachable: { zh: '暂时读不到公钥。', en: 'The key cannot be read at the moment.' },
  former: { zh: '从前的公钥', en: 'Former keys' },
  range: { zh: '第 {from}–{to} 条', en: 'entries {from}–{to}' },
  lost: {
    zh: '其后密钥丢失，下一把公钥没有旧公钥作证',
    en: 'then it was lost; no older key vouches for the next',
  },
  rotate: { zh: '更换密钥', en: 'Rotate the keys' },
  rotateAbout: {
    zh: '旧公钥会为新公钥作证，登记过旧公钥的单位自动跟上；从前签发的报告仍凭从前的公钥核验。旧密钥随即销毁。密钥已丢失或疑被盗用的，见运维文档。',
    en: 'The old key vouches for the new one, so whoever knows the old one follows by itself; reports signed before still hold under it. The old private key is then destroyed. If it was lost or may be in strange hands, see the operating pages.',
  },
  rotated: {
    zh: '已更换（日志第 {index} 条）。请公布上面的新公钥。',
    en: 'Rotated by entry {index} of the log. Publish the new key above.',
  },
}

/** The verifier key by which others believe our log, those before it, and a way to replace it. */
export function LogKeySection() {
  const { say } = useSay()
  const { session } = useUnit()
  const keys = useQuery(logKeysQuery(session.organisation.id))
  const ofLog = (keys.data ?? []).filter(({ purpose }) => purpose === 'log')
  const current = ofLog.find(({ until }) => until === null)
  return (
    <section aria-labelledby="log-key-title">
      <h2 id="log-key-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {keys.error ? <p className="note bad">{say(words.unreachable)}</p> : null}
      {current ? <p className="mono small key-line">{current.vkey}</p> : null}
      {ofLog.length > 1 ? <FormerKeys keys={ofLog} /> : null}
      {session.may.includes('manage-keys') ? <RotateKeys log={session.organisation.id} /> : null}
    </section>
  )
}

function FormerKeys({ keys }: { keys: readonly KeyRange[] }) {
  const { say } = useSay()
  const former = keys.flatMap(({ until, ...key }) => (until === null ? [] : [{ ...key, until }]))
  const wasLost = (until: number) => keys.some(({ since, lost }) => since === until && lost)
  return (
    <details className="add">
      <summary className="link">{say(words.former)}</summary>
      <ul className="stack">
        {former.toReversed().map(({ vkey, since, until }) => (
          <li key={vkey}>
            {say(words.range, { from: since, to: until - 1 })}
            {wasLost(until) ? <span className="quiet"> · {say(words.lost)}</span> : null}
            <p className="mono small key-line">{vkey}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

function RotateKeys({ log }: { log: string }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const rotate = useMutation({
    mutationFn: (body: { reason: string; password: string }) =>
      ask<RotatedView>('/log-keys', { method: 'POST', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: logKeysQuery(log).queryKey }),
  })
  return (
    <>
      <details className="add">
        <summary className="link">{say(words.rotate)}</summary>
        <ConfirmedForm
          save={words.rotate}
          reason={{ max: keyReasonUnitsMax }}
          isAside
          isPending={rotate.isPending}
          error={rotate.error}
          onConfirm={({ reason, password, reset }) =>
            rotate.mutate({ reason, password }, { onSuccess: reset })
          }
        >
          <p className="quiet">{say(words.rotateAbout)}</p>
        </ConfirmedForm>
      </details>
      {rotate.data ? (
        <p className="note good" role="status">
          {say(words.rotated, { index: rotate.data.index })}
        </p>
      ) : null}
    </>
  )
}
