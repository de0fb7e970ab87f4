import { useSay } from '../say.tsx'

const words = {
  waits: {
    zh: '等第一责任人签发，签发后下达。',
    en: 'It waits for the first responsible person to sign it, and goes down then.',
  },
}

/** Tells whoever put something forward, and may not sign it, for whom it waits. */
export function WaitsToBeSigned() {
  const { say } = useSay()
  return <p className="quiet">{say(words.waits)}</p>
}
