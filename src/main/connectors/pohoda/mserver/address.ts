import { z } from 'zod'

/** POHODA listens on IPv4 only: where "localhost" means ::1 first, nobody answers there. */
const byNumber = (address: URL): URL => {
  if (address.hostname === 'localhost') address.hostname = '127.0.0.1'
  return address
}

/** Where mServer is asked: the address of the settings without its path, `localhost` by its number. */
export const originOf = (address: string): string => byNumber(new URL(address)).origin

/** `http://192.168.1.10:444`, with or without `/xml`. */
export const serverAddress = z
  .string()
  .max(255)
  .refine((text) => {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
    const { username, password, pathname, search, hash } = new URL(text)
    return username === '' && password === '' && search === '' && hash === '' && /^\/(?:xml\/?)?$/i.test(pathname)
  }, 'server-address')

/** A name without what ends it in the header of the login. */
export const userName = z
  .string()
  .max(64)
  .refine((value) => !/[:\r\n\0]/.test(value), 'no-colon')

/** What asking mServer needs of a connector's settings. */
export interface MServerAccess {
  address: string
  certificateFile?: string | undefined
  user: string
  password: string
  database: string
  unitCheck: 'database' | 'ico'
  timeoutSeconds: number
  compress: boolean
  control: 'never' | 'allowed'
  program?: string | undefined
  serverName: string
  startSeconds: number
}
