import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useIsSaidAway, useServerPresence } from '../api-client/server-presence.ts'
import { useSay } from '../say.tsx'

const words = {
  away: {
    zh: '连接不到服务器，正在自动重试。已填写的内容保留在本机。',
    en: 'The server cannot be reached; it is tried again by itself. What you typed is kept on this machine.',
  },
  silent: {
    zh: '服务器没有回应，仍在等。已填写的内容保留在本机。',
    en: 'The server does not answer; the page goes on waiting. What you typed is kept on this machine.',
  },
}

/** Says on every page that the server is away, unless the page says so already; looks for it. */
export function AwayBar() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const presence = useServerPresence()
  const isSaid = useIsSaidAway()
  const wasAway = useRef(false)
  useEffect(() => {
    if (presence !== 'here') wasAway.current = true
    else if (wasAway.current) {
      wasAway.current = false
      void queryClient.refetchQueries({
        type: 'active',
        predicate: ({ state }) => state.error !== null,
      })
    }
  }, [presence, queryClient])
  if (presence === 'here' || isSaid) return null
  return (
    <p className="note bad" role="alert">
      {say(words[presence])}
    </p>
  )
}
