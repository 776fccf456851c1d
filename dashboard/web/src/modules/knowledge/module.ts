import { Collection } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'knowledge',
  permission: 'read',
  routes: [
    { path: '/knowledge', component: () => import('./KnowledgeView.vue'), meta: { title: 'knowledge.title' } },
  ],
  menu: { order: 40, path: '/knowledge', icon: Collection, key: 'k' },
  messages,
} satisfies ConsoleModule;
