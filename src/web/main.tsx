import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api-client/query-client.ts'
import { makeRouter } from './router.tsx'
import { LangProvider } from './say.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './frame/frame.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <LangProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={makeRouter(queryClient)} />
      </QueryClientProvider>
    </LangProvider>
  </StrictMode>,
)
