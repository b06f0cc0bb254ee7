/** Settings of the build. Declared, so that they are read by name: `import.meta.env` as a whole would carry all of them along. */
interface ImportMetaEnv {
  readonly VITE_API_BASE?: string
  readonly VITE_API_TARGET?: string
  readonly VITE_CONTACTS_URL?: string
  readonly VITE_HOST_ORIGINS?: string
  readonly VITE_IDENTITY_URL?: string
  readonly VITE_KEEP_MESSAGES?: string
  readonly VITE_MEDIA_BASE?: string
  readonly VITE_MEDIA_HOSTS?: string
  readonly VITE_POLL_SECONDS?: string
  readonly VITE_POST_ENCODING?: string
  readonly VITE_REQUESTS_PER_MINUTE?: string
  readonly VITE_SWEEP_SECONDS?: string
  readonly VITE_TEXT_LIMIT?: string
  readonly VITE_UNREAD_FROM?: string
  readonly VITE_UPLOAD_URL?: string
  /** Of package.json. */
  readonly VERSION: string
}

interface Window {
  /** What the page that carries us has set: see host.ts. */
  jhIm?: unknown
}
