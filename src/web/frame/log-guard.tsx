import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { keyInForce } from '../../log/announced-keys.ts'
import { logKeysQuery } from '../api-client/log-keys.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { keyNews, readSeen, stated, storeSeen, wrongWith } from './seen-checkpoint.ts'

const words = {
  shorter: {
    zh: '日志比本机上次见到的短：现有 {size} 条，曾见 {seen} 条。可能恢复了较旧的备份，其后登记的内容已不在。请向管理员核实。',
    en: 'The log is shorter than this device saw it: {size} entries now, {seen} before. An older copy may have been put back, without what was recorded since. Ask the administrator.',
  },
  other: {
    zh: '日志与本机上次见到的不同：同为 {size} 条，内容的根却变了。请立即告知管理员和审计人员。',
    en: 'The log is not the one this device saw: {size} entries as before, but with another root. Tell the administrator and the auditor at once.',
  },
  rotated: {
    zh: '日志的密钥已更换，旧公钥为新公钥作证。新公钥见“设置”。',
    en: 'The keys of the log were rotated; the old key vouches for the new one, which Settings shows.',
  },
  lost: {
    zh: '日志称原密钥已丢失，换了新密钥，没有旧公钥作证。请向管理员核实。',
    en: 'The log says that its key was lost: nothing older vouches for the new one. Ask the administrator.',
  },
  unknown: {
    zh: '日志换了公钥，本机见过的那一把不在它的公钥之列。请立即告知管理员和审计人员。',
    en: 'The log has another key, and does not list the one this device saw. Tell the administrator and the auditor at once.',
  },
  known: { zh: '已核实，不再提示', en: 'I have checked; do not say it again' },
}

const lookEveryMs = 10 * 60_000

/** Warns when the log of the unit is shorter than this browser once saw it, or another one. */
export function LogGuard() {
  const { say } = useSay()
  const { id, kind } = useUnit().session.organisation
  const [, again] = useState(0)
  const { data = null } = useQuery({
    queryKey: ['seen-checkpoint', id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/log/${id}/checkpoint`, { signal })
      const checkpoint = answer.ok ? stated(await answer.text()) : null
      if (checkpoint === null) return null
      const keys = await logKeysQuery(id).queryFn({ signal })
      const key = keyInForce(keys, { purpose: 'log', size: checkpoint.size })?.vkey
      return { now: { ...checkpoint, ...(key === undefined ? {} : { key }) }, keys }
    },
    // The demo is made anew whenever somebody likes.
    enabled: kind === 'real',
    staleTime: lookEveryMs,
    refetchInterval: lookEveryMs,
    retry: false,
  })
  const seen = readSeen(id)
  const now = data?.now ?? null
  const wrong = data && (wrongWith({ seen, now: data.now }) ?? keyNews({ seen, ...data }))
  useEffect(() => {
    if (now !== null && wrong === null) storeSeen(id, now)
  }, [id, now, wrong])
  if (now === null || wrong === null) return null
  const { size } = now
  return (
    <div className={wrong === 'rotated' ? 'note' : 'note bad'} role="alert">
      {say(words[wrong], { size, seen: seen?.size ?? 0 })}{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          storeSeen(id, now)
          again((count) => count + 1)
        }}
      >
        {say(words.known)}
      </button>
    </div>
  )
}
