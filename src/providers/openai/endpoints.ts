/** Well-known OpenAI-compatible endpoints. */

export interface Endpoint {
  readonly name: string;
  readonly baseUrl: string;
  /** Name under which its key is usually kept; absent where a server on this machine needs none. */
  readonly apiKeyName?: string;
  /** What its keys begin with, where nobody else's do. */
  readonly keysBegin?: string;
  /** It runs on this machine and passes what it gets on to others. */
  readonly leavesMachine?: true;
}

/** Addresses as the services' documentation gives them; of local servers, the default ones. */
export const endpoints: readonly Endpoint[] = [
  {
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    apiKeyName: 'OPENAI_API_KEY',
    keysBegin: 'sk-proj-',
  },
  {
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    apiKeyName: 'OPENROUTER_API_KEY',
    keysBegin: 'sk-or-',
  },
  { name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1', apiKeyName: 'GROQ_API_KEY', keysBegin: 'gsk_' },
  { name: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1', apiKeyName: 'DEEPSEEK_API_KEY' },
  {
    name: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    apiKeyName: 'GEMINI_API_KEY',
    keysBegin: 'AIza',
  },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'vLLM, Ray Serve', baseUrl: 'http://127.0.0.1:8000/v1' },
  { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
  { name: 'LiteLLM', baseUrl: 'http://127.0.0.1:4000/v1', leavesMachine: true },
];
