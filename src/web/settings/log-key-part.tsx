import { useQuery } from '@tanstack/react-query'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '日志公钥', en: 'Key of the log' },
  about: {
    zh: '核验本单位报告的人凭这一行确认是谁签发的。请当面或在公开的地方告知上级单位，由其登记。',
    en: 'Who verifies our reports knows by this line whose they are. Tell it to the body above face to face, or publish it.',
  },
  unreachable: { zh: '暂时读不到公钥。', en: 'The key cannot be read at the moment.' },
}

/** The verifier key by which others believe our log. */
export function LogKeyPart() {
  const { say } = useSay()
  const { session } = useUnit()
  const { id } = session.organisation
  const key = useQuery({
    queryKey: ['log-key', id],
    // The public log lies outside the API, as files.
    queryFn: async () => {
      const response = await fetch(`/log/${id}/vkey`)
      if (!response.ok) throw new Error(`vkey answered ${response.status}`)
      return (await response.text()).trim()
    },
    staleTime: Infinity,
  })
  return (
    <section aria-labelledby="log-key-title">
      <h2 id="log-key-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {key.error ? <p className="note bad">{say(words.unreachable)}</p> : null}
      {key.data ? <p className="mono small key-line">{key.data}</p> : null}
    </section>
  )
}
