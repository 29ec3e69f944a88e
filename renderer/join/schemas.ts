import { config } from 'zod';

// Without this, zod tries to compile its schemas, which the content security policy forbids. It must
// come before any schema is made, so no other page may use zod: a shared chunk would come first.
config({ jitless: true });
